package main

// publishWords are the messages of the command publish.
var publishWords = map[string]saying{}
