package chart

// Role names what a colour is for. A shape takes its colours by role only, so
// that a style sheet can change all of a role at once (see the package comment
// for the class names).
type Role uint8

// The roles. None paints nothing.
const (
	None       Role = iota
	Ground          // the page behind the drawing
	Ink             // target lines, large figures
	Text            // labels
	Quiet           // captions, axis figures
	Line            // baseline outlines, axes
	Rule            // zero lines, strong grid lines
	Hair            // grid lines
	Met             // achieved: marks and bars
	MetLine         // achieved: the way from baseline to actual
	Near            // nearly: marks and bars
	NearLine        // nearly: the way
	Behind          // behind, or worse than the baseline: marks, bars, ways
	BehindText      // words about it
	Zone            // where a bar's tip must end
	Bar             // bars without a band
	OnBar           // words on a solid bar
	Prior           // months before the fiscal year
	roleCount
)

// Swatch is one role's colours, each as #rrggbb.
type Swatch struct {
	Name  string // as in the class names: "met" gives cf-met and cs-met
	Light string
	Dark  string
}

// Palette holds the colours by role. The values are those of the Digital
// Agency's design tokens 1.1.9 (MIT, © デジタル庁); the dark zone is light-blue-1200
// at 60 % over gray-900, resolved.
var Palette = [roleCount]Swatch{
	None:       {"none", "none", "none"},
	Ground:     {"ground", "#ffffff", "#1a1a1a"},
	Ink:        {"ink", "#1a1a1a", "#ffffff"},
	Text:       {"text", "#333333", "#e6e6e6"},
	Quiet:      {"quiet", "#666666", "#b3b3b3"},
	Line:       {"line", "#767676", "#999999"},
	Rule:       {"rule", "#cccccc", "#4d4d4d"},
	Hair:       {"hair", "#e6e6e6", "#333333"},
	Met:        {"met", "#0017c1", "#9db7f9"},
	MetLine:    {"metline", "#4979f5", "#7096f8"},
	Near:       {"near", "#666666", "#b3b3b3"},
	NearLine:   {"nearline", "#949494", "#7f7f7f"},
	Behind:     {"behind", "#c74700", "#ff8d44"},
	BehindText: {"behindtext", "#ac3e00", "#ffa66d"},
	Zone:       {"zone", "#e8f1fe", "#0a1f37"},
	Bar:        {"bar", "#4d4d4d", "#b3b3b3"},
	OnBar:      {"onbar", "#ffffff", "#1a1a1a"},
	Prior:      {"prior", "#f2f2f2", "#333333"},
}
