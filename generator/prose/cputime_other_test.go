//go:build !unix

package prose

import "time"

var start = time.Now()

func spent() time.Duration { return time.Since(start) }
