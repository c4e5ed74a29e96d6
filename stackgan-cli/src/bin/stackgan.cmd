@echo off
rem Starts stackgan on Java 17 or later: JAVA_HOME's, else the PATH's. STACKGAN_OPTS: further options of the JVM.
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
rem An image takes seconds, and its work is the engine's: the thorough compiler would not pay.
set "quick="
if "%~1"=="generate" set "quick=-XX:TieredStopAtLevel=1"
"%java%" %quick% %STACKGAN_OPTS% -cp "%~dp0..\lib\*" io.github.stackgan.cli.Main %*
exit /b %ERRORLEVEL%
