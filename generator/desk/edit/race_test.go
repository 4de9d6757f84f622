//go:build race

package edit

// raceDetector tells that everything is many times slower.
const raceDetector = true
