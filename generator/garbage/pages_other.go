//go:build !linux

package garbage

func largePages() {}
