@echo off
rem Starts Valueshift from this folder with what this computer has, on this computer alone.
title Valueshift
pushd "%~dp0"
if not exist servers\serve.json goto unpacked

node -e "process.exit(parseInt(process.versions.node, 10) < 14 ? 1 : 0)" >nul 2>nul
if not errorlevel 1 (
  node servers\serve.mjs
  goto done
)
py -3 -c "import sys; sys.exit(sys.version_info < (3, 7))" >nul 2>nul
if not errorlevel 1 (
  py -3 servers\serve.py
  goto done
)
python -c "import sys; sys.exit(sys.version_info < (3, 7))" >nul 2>nul
if not errorlevel 1 (
  python servers\serve.py
  goto done
)
powershell -NoLogo -NoProfile -ExecutionPolicy Bypass -File servers\serve.ps1
goto done

:unpacked
echo This file must lie beside the folder "servers". If it came in a zip, unpack the whole zip first.

:done
echo.
echo Valueshift has stopped.
pause
popd
