#!/usr/bin/env bash
# Maven Surefire 3.5.6: with forkCount 2 (and reuseForks, the default) the plugin loads the test classes
# in Maven's own JVM before it starts another; with forkCount 1 it doesn't. So where a toolchain compiles
# the tests for a JDK newer than Maven's, a second fork ends the build before any test could start, and
# the error speaks of the goal, not of a fork.
# Seen, with a test class that is newer than the JDK of Maven and of the forks alike: forkCount 1 fails in
# the fork, forkCount 2 in the goal itself: "Execution default-test of goal ...:test failed:
# java.lang.UnsupportedClassVersionError".
# Needs: Maven, a JDK from 17 on, Maven Central. Exit code 0 while that is so.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir -p "$dir/src/test/java/a"
for name in OneTest TwoTest; do
  printf 'package a;\n\nclass %s {\n  @org.junit.jupiter.api.Test\n  void one() {}\n}\n' $name \
    > "$dir/src/test/java/a/$name.java"
done
cat > "$dir/pom.xml" <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>a</groupId>
  <artifactId>a</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.source>17</maven.compiler.source>
    <maven.compiler.target>17</maven.compiler.target>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>org.junit.jupiter</groupId>
      <artifactId>junit-jupiter</artifactId>
      <version>5.14.1</version>
      <scope>test</scope>
    </dependency>
  </dependencies>
</project>
XML
mvn -B -q -f "$dir/pom.xml" test-compile > "$dir/log" 2>&1 || { cat "$dir/log"; exit 1; }
# What a compiler far ahead writes: the same bytes but for the version of the class file.
for name in OneTest TwoTest; do
  printf '\x00\xff' | dd of="$dir/target/test-classes/a/$name.class" bs=1 seek=6 conv=notrunc status=none
done
where() {
  mvn -B -f "$dir/pom.xml" -DforkCount="$1" org.apache.maven.plugins:maven-surefire-plugin:3.5.6:test \
    > "$dir/log" 2>&1 && { echo "passed"; return; }
  if grep -q 'of goal .*:test failed: java.lang.UnsupportedClassVersionError' "$dir/log"; then
    echo "in Maven's JVM"
  elif grep -q "There was an error in the forked process" "$dir/log"; then
    echo "in the fork"
  else
    echo "otherwise"
  fi
}
one=$(where 1)
two=$(where 2)
echo "surefire 3.5.6, test classes newer than the JDK: forkCount 1 fails $one, forkCount 2 $two"
[ "$one" = "in the fork" ]
[ "$two" = "in Maven's JVM" ]
