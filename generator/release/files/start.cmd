@echo off
rem Shows the city's folder in the browser. Close this window to stop.
chcp 65001 >nul
pushd "%~dp0"
tassei.exe serve --source city --open
if errorlevel 1 pause
popd
