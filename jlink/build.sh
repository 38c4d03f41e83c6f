# Sourced by what needs the built program, with $here naming the root of the sources: finds a JDK 25 or newer, builds.
# shellcheck shell=sh disable=SC2034,SC2154

# How the program runs, from the sources and installed.
# The serial collector, with a small young generation, takes the least memory and processor time; the limit is there so
# that a huge capture ends with a message, not with swapping. The encoding is named since Java would ask the locale, and
# write question marks where that is not UTF-8.
java_options="-XX:+UseCompactObjectHeaders -XX:+UseSerialGC -Xmn48m -XX:MaxRAMPercentage=70 --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8"

# The first compiler tier only: a command is over before the second would have paid for itself, and the code that gathers
# what the second needs is slow where threads share it. The start-up cache is made with both: code that was compiled by
# the first only when the cache was made stays slow with it, and to commands it makes no difference. Room for compiled
# code as with both: to make room in the 48 MB that Java takes for the first alone, it would collect all garbage while
# rules run.
command_options="-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m"

# A window draws for as long as somebody looks at it, and what JavaFX draws with is three times as slow without the
# second compiler, as are Java's ciphers. All else of the program it leaves to the first, and the lambdas and streams of
# Java, as jlink/compilers.json says: while a large capture is opened it would take more of the processors than the
# analysis. Java tells on stdout that it read the file, unless it is told to say nothing of the kind. Without a start-up
# cache, classes reach the size at which Java first collects all memory for them, with the window standing still, while
# the first captures are shown; the larger size is beyond all of them.
both_options="-XX:+UnlockDiagnosticVMOptions -XX:-DisplayVMOutput -XX:MetaspaceSize=128m"

. "$here/jlink/worth_both.sh"

major() { "$1" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p'; }

newest_enough() {
  on_path=$(command -v javac 2>/dev/null || true)
  for candidate in "${JAVA_HOME:-}" "${on_path:+$(dirname "$(dirname "$(readlink -f "$on_path")")")}" \
    /usr/lib/jvm/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$candidate" ] && [ -x "$candidate/bin/javac" ] || continue
    version=$(major "$candidate/bin/java")
    case "$version" in
      '' | *[!0-9]*) continue ;;
      *) [ "$version" -ge 25 ] && { echo "$candidate"; return; } ;;
    esac
  done
}

# Sets $jdk. The JDK found is remembered, since asking each one for its version costs more than the analysis of a small
# capture.
find_jdk() {
  remembered="$here/target/jdk-home"
  jdk=
  [ -f "$remembered" ] && jdk=$(cat "$remembered")
  if [ -z "$jdk" ] || [ ! -x "$jdk/bin/javac" ]; then
    jdk=$(newest_enough)
  fi
  if [ -z "$jdk" ]; then
    cat >&2 <<'TEXT'
Stallscope needs a JDK 25 or newer; there is none in JAVA_HOME, on the PATH, in /usr/lib/jvm, /opt, ~/.sdkman or ~/.jdks.
Install one, for instance Temurin 25 (https://adoptium.net), and run this again, or set JAVA_HOME to it.
On Debian with Adoptium's repository: apt-get install temurin-25-jdk
TEXT
    exit 2
  fi
}

# Sets $jar, and makes it and target/lib where there is none or the sources are newer.
build() {
  jar="$here/target/stallscope.jar"
  if ! is_built; then exclusively make_jar; fi
}

is_built() { [ -f "$jar" ] && [ -z "$(find "$here/pom.xml" "$here/src/main" -newer "$jar" -print -quit)" ]; }

# Two first starts at once build one after the other, and the second then finds all done.
exclusively() {
  mkdir -p "$here/target"
  (
    if command -v flock >/dev/null 2>&1; then flock 9; fi
    "$@"
  ) 9>"$here/target/build.lock"
}

bring_maven() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Maven (once)..." >&2
    apt-get update -qq >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends maven >&2
  else
    echo "Stallscope is built with Maven, which is not installed; install it and run this again." >&2
    echo "On Debian: sudo apt-get install --no-install-recommends maven" >&2
    exit 2
  fi
}

make_jar() {
  if is_built; then return; fi
  if ! command -v mvn >/dev/null 2>&1; then bring_maven; fi
  echo "Building Stallscope (once)..." >&2
  # JAVA25_HOME is where Maven's toolchains look, whatever Java runs Maven itself.
  (cd "$here" && rm -f "$jar" target/stallscope.aot && JAVA25_HOME="$jdk" MAVEN_OPTS="-XX:TieredStopAtLevel=1 ${MAVEN_OPTS:-}" mvn -B -q -Dunchecked -Dmaven.test.skip=true -Djacoco.skip=true package >&2)
  echo "$jdk" >"$remembered"
}
