package build

import (
	"os"
	"time"

	"tassei/generator/output"
)

// Pictures that no build used for so long are forgotten; and the oldest are,
// where all of them take more room than that.
const (
	pictureKept  = 30 * 24 * time.Hour
	picturesMost = 512 << 20 // bytes
)

// keptPictures are share images kept between builds, outside the site, by the
// words that they show: drawing one costs more than a page. It is nil where the
// system has no place for them.
func keptPictures() *output.Kept {
	home, err := os.UserCacheDir()
	if err != nil {
		return nil
	}
	return output.Keep(home, "tassei/pictures")
}

// pictures draws what was not kept.
func pictures(kept *output.Kept) func(key string, draw func() ([]byte, error)) ([]byte, error) {
	if kept == nil {
		return nil
	}
	return func(key string, draw func() ([]byte, error)) ([]byte, error) {
		if png, there := kept.Get(key); there && len(png) > 0 {
			return png, nil
		}
		png, err := draw()
		if err == nil {
			kept.Put(key, png) // without the file the next build draws again
		}
		return png, err
	}
}
