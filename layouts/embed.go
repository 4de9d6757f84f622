// Package layouts carries the default layouts, assets and messages into the
// program. A city's file of the same name under its own layouts/ overrides one.
package layouts

import "embed"

// FS holds base.html, pages/, parts/, assets/, icons/, messages/ and notices/.
//
//go:embed base.html pages parts assets messages notices
var FS embed.FS
