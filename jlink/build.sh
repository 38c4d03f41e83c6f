# Sourced by what needs the built program, with $here naming the root of the sources: finds a JDK 25 or newer, builds.
# shellcheck shell=sh disable=SC2034,SC2154

# How the program runs, from the sources and installed.
# The first compiler tier only: a run is over before the second would have paid for itself, and the code that gathers
# what the second needs is slow where threads share it. The serial collector, with a small young generation, takes the
# least memory and processor time; the limit is there so that a huge capture ends with a message, not with swapping.
java_options="-XX:+UseCompactObjectHeaders -XX:+UseSerialGC -Xmn48m -XX:MaxRAMPercentage=70 -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"

major() { "$1" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.specification.version = //p'; }

newest_enough() {
  on_path=$(command -v javac 2>/dev/null || true)
  for candidate in "${JAVA_HOME:-}" "${on_path:+$(dirname "$(dirname "$(readlink -f "$on_path")")")}" \
    /usr/lib/jvm/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$candidate" ] && [ -x "$candidate/bin/javac" ] || continue
    case "$(major "$candidate/bin/java")" in
      '' | *[!0-9]*) continue ;;
      *) [ "$(major "$candidate/bin/java")" -ge 25 ] && { echo "$candidate"; return; } ;;
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
Stallscope needs a JDK 25 or newer; there is none in JAVA_HOME, on the PATH or under /usr/lib/jvm.
Install one, for instance Temurin 25 (https://adoptium.net), and run this again, or set JAVA_HOME to it.
On Debian with Adoptium's repository: apt-get install temurin-25-jdk
TEXT
    exit 2
  fi
}

# Sets $jar, and makes it and target/lib where there is none or the sources are newer.
build() {
  jar="$here/target/stallscope.jar"
  if [ -f "$jar" ] && [ -z "$(find "$here/pom.xml" "$here/src/main" -newer "$jar" -print -quit)" ]; then
    return
  fi
  if ! command -v mvn >/dev/null 2>&1; then
    echo "Stallscope is built with Maven, which is not installed. On Debian: apt-get install maven" >&2
    exit 2
  fi
  echo "Building Stallscope (once)..." >&2
  (cd "$here" && rm -f "$jar" target/stallscope.aot && mvn -B -q -DskipTests -Djacoco.skip=true package >&2)
  echo "$jdk" >"$remembered"
}
