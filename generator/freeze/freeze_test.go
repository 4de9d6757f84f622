package freeze

import (
	"crypto/sha256"
	"errors"
	"math/big"
	"reflect"
	"strings"
	"testing"

	"tassei/generator/must"
)

type inner struct {
	name string
	next *inner
}

type everything struct {
	Yes           bool
	a             int8
	b             int16
	c             int32
	d             int64
	e             uint8
	f             uint16
	g             uint32
	h             uint64
	i             float32
	j             float64
	text          string
	list          []string
	bytes         []byte
	empty, absent []int
	table         map[string][]inner
	none, hollow  map[int]bool
	pair          [2]inner
	exact         *big.Rat
	one, same     *inner
	ring          *inner
	first         *string
	struct1       struct{ s []struct{} }
	nothing       func()
}

func whole() everything {
	shared := &inner{name: "共有"}
	ring := &inner{name: "a"}
	ring.next = &inner{name: "b", next: ring}
	v := everything{
		true, -1, -300, -70000, -1 << 63, 255, 65535, 1<<32 - 1, 1<<64 - 1, -1.5, 1e300, "文字\x00", []string{"", "x"}, []byte{0, 255}, []int{}, nil,
		map[string][]inner{"k": {{name: "v"}}, "": nil}, nil, map[int]bool{}, [2]inner{{name: "p"}, {next: shared}},
		big.NewRat(-355, 113), shared, shared, ring, &shared.name, struct{ s []struct{} }{make([]struct{}, 3)}, nil,
	}
	return v
}

func TestComesBackWhole(t *testing.T) {
	v := whole()
	b, err := Append([]byte("before"), &v)
	must.Succeed(t, err)
	var got everything
	must.Succeed(t, Thaw(b[len("before"):], &got))
	if !reflect.DeepEqual(v, got) {
		t.Errorf("%+v\nwant %+v", got, v)
	}
	if got.one != got.same || got.pair[1].next != got.one || got.ring.next.next != got.ring {
		t.Error("pointers are no longer shared")
	}
	if got.absent != nil || got.empty == nil || got.none != nil || got.hollow == nil {
		t.Error("nil and empty are mixed up")
	}
}

func TestNoWayToKeep(t *testing.T) {
	type held struct{ f func() }
	for name, err := range map[string]error{
		"func":      second(Append(nil, &struct{ a map[string]held }{map[string]held{"": {func() {}}}})),
		"chan":      second(Append(nil, &struct{ c chan int }{make(chan int)})),
		"interface": second(Append(nil, &struct{ e error }{ErrDamaged})),
	} {
		if err == nil || !strings.Contains(err.Error(), "no way to keep") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func second(_ []byte, err error) error { return err }

// Bytes that are cut short or altered are an error or another value, never a
// panic and never much memory.
func TestDamagedIsNoPanic(t *testing.T) {
	v := whole()
	b, err := Append(nil, &v)
	must.Succeed(t, err)
	for n := range b {
		var got everything
		if err := Thaw(b[:n], &got); !errors.Is(err, ErrDamaged) {
			t.Errorf("%d of %d bytes: %v", n, len(b), err)
		}
		for bit := range 8 {
			altered := append([]byte(nil), b...)
			altered[n] ^= 1 << bit
			var got everything
			_ = Thaw(altered, &got)
		}
	}
	var got everything
	if err := Thaw(append(b, 0), &got); !errors.Is(err, ErrDamaged) {
		t.Errorf("a byte more: %v", err)
	}
}

// keeper is a Keeper in memory.
type keeper map[[sha256.Size]byte][]byte

func (k keeper) Get(_ string, of [sha256.Size]byte) ([]byte, bool) {
	b, there := k[of]
	return b, there
}
func (k keeper) Put(_ string, of [sha256.Size]byte, data []byte) { k[of] = data }

func TestOnceIsMadeAgainOnlyOfAnotherThing(t *testing.T) {
	kept, made := keeper{}, 0
	once := func(of string) string {
		text, err := Once(kept, "text", Sum([]byte(of)), func() (string, error) { made++; return of + "!", nil })
		must.Succeed(t, err)
		return text
	}
	must.Be(t, once("a")+once("a")+once("b"), "a!a!b!")
	must.Be(t, made, 2)
	kept[Sum([]byte("a"))] = []byte{200} // damaged
	must.Be(t, once("a"), "a!")
	_, err := Once(kept, "text", Sum([]byte("c")), func() (string, error) { return "", errors.New("c") })
	must.Be(t, err.Error(), "c")
	must.Be(t, len(kept), 2)
	if Sum([]byte("a"), []byte("b")) == Sum([]byte("ab")) {
		t.Error("two texts are taken for one")
	}
}

func BenchmarkThaw(b *testing.B) {
	v := whole()
	text, err := Append(nil, &v)
	must.Succeed(b, err)
	b.ReportAllocs()
	for b.Loop() {
		var got everything
		must.Succeed(b, Thaw(text, &got))
	}
}
