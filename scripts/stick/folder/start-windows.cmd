@echo off
rem Starts Valueshift from this folder with what this computer has, on this computer alone.
title Valueshift
pushd "%~dp0"
if not exist servers\serve.json goto unpacked

rem Where Python is not there, its newer launcher would install it.
set PYTHON_MANAGER_AUTOMATIC_INSTALL=false
node -e "process.exit(parseInt(process.versions.node, 10) < 14 ? 1 : 0)" >nul 2>nul && goto node
py -3 -c "import sys; sys.exit(sys.version_info < (3, 7))" >nul 2>nul && goto py
python -c "import sys; sys.exit(sys.version_info < (3, 7))" >nul 2>nul && goto python
powershell -NoLogo -NoProfile -ExecutionPolicy Bypass -File servers\serve.ps1
goto done

:node
node servers\serve.mjs
goto done

:py
py -3 servers\serve.py
goto done

:python
python servers\serve.py
goto done

:unpacked
echo This file must lie beside the folder "servers". If it came in a zip, unpack the whole zip first.

:done
echo.
echo Valueshift has stopped.
pause
popd
