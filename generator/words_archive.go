package main

// archiveWords are the messages of the command archive.
var archiveWords = map[string]saying{}
