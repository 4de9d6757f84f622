package diag

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Nearby picks the known word that a misspelt one most likely means: the
// nearest by letters to add, drop, change or swap, if it is near enough. It
// returns "" when none is. Of equally near words the first is taken.
func Nearby(word string, known []string) string {
	word = strings.ToLower(word)
	w := utf8.RuneCountInString(word)
	if w > 64 {
		return ""
	}
	best, limit := "", 1+w/3
	for _, k := range known {
		lower := strings.ToLower(k)
		n := utf8.RuneCountInString(lower)
		if n > w+limit || w > n+limit {
			continue
		}
		d := Distance(word, lower)
		if d >= max(w, n) {
			continue // nothing in common
		}
		if d <= limit && (best == "" || d < limit) {
			best, limit = k, d
		}
	}
	return best
}

// NearestFirst orders known words by how few letters lead to them from a
// misspelt one. Of equally near words the order stays.
func NearestFirst(word string, known []string) []string {
	sorted := slices.Clone(known)
	slices.SortStableFunc(sorted, func(a, b string) int {
		return cmp.Compare(Distance(word, a), Distance(word, b))
	})
	return sorted
}

// Distance counts the letters to add, drop, change or swap to get from a to b.
func Distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	two, one, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range row {
		row[j] = j
	}
	for i := range s {
		two, one, row = one, row, two
		row[0] = i + 1
		for j := range t {
			change := 1
			if s[i] == t[j] {
				change = 0
			}
			row[j+1] = min(one[j+1]+1, row[j]+1, one[j]+change)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				row[j+1] = min(row[j+1], two[j-1]+1)
			}
		}
	}
	return row[len(t)]
}
