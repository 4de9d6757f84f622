package lang

// The words that make a number a bound, as alternatives of an expression, in small letters, in the
// languages that plans outside Japan come in. What is enough itself, and what is not, stands before the
// number; what is enough stands behind it too.
const (
	AtLeast = `at least|no less than|no fewer than|not less than|minimum|min\.|mindestens|mind\.|au moins|au minimum|al menos|como mínimo|mínimo|almeno|pelo menos|no mínimo|` +
		`ten minste|minstens|minimaal|minst|mindst|vähintään|co najmniej|nejméně|minimálně|minimal|almenys|com a mínim|gutxienez|не менее|не ниже|ít nhất|paling sedikit`
	AtMost = `at most|no more than|not more than|up to|maximum|max\.|höchstens|au plus|au maximum|a lo sumo|como máximo|máximo|al massimo|no máximo|` +
		`ten hoogste|hoogstens|maximaal|högst|højst|høyst|enintään|co najwyżej|nie więcej niż|nejvýše|maximálně|maksimal|com a màxim|gehienez|не более|не выше|tối đa|paling banyak`
	MoreThan = `more than|greater than|over|above|mehr als|über|más de|mais de|plus de|più di|oltre|meer dan|mer än|över|yli|więcej niż|powyżej|ponad|více než|més de|` +
		`более|больше|свыше|trên|lebih dari`
	LessThan = `less than|fewer than|lower than|under|below|weniger als|unter|menos de|moins de|meno di|minder dan|mindre än|mniej niż|poniżej|méně než|menys de|` +
		`менее|меньше|ниже|dưới|kurang dari`
	OrMore = `or more|or above|or higher|oder mehr|o más|ou mais|ou plus|o più|of meer|eller mer|lub więcej|и более|trở lên`
	OrLess = `or less|or fewer|or below|or lower|oder weniger|o menos|ou menos|ou moins|o meno|of minder|eller mindre|lub mniej|и менее|trở xuống`
)
