@echo off
rem Starts stackgan on Java 17 or later: JAVA_HOME's, else the PATH's. STACKGAN_OPTS: further options of the JVM.
setlocal
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" %STACKGAN_OPTS% -cp "%~dp0..\lib\*" io.github.stackgan.cli.Main %*
exit /b %ERRORLEVEL%
