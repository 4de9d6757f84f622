#!/bin/sh
# Shows the city's folder in the browser. Press Ctrl+C, or close the window, to stop.
cd "$(dirname "$0")" || exit 1
exec ./tassei serve --source city --open
