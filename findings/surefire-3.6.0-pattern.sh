#!/usr/bin/env bash
# Maven Surefire 3.6.0: the include pattern **/x/**/*Test.java no longer matches a test class that
# lies directly in a folder x. Up to 3.5.6 "/**/" stood for no folder, too, as in Ant's patterns; so
# the same pom silently runs no test any more, and the build passes.
# Seen: 3.5.6 runs 1 test; 3.6.0 runs none, and says BUILD SUCCESS.
# Needs: Maven, a JDK from 17 on, Maven Central. Exit code 0 while that is so.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
mkdir -p "$dir/src/test/java/a/x"
cat > "$dir/src/test/java/a/x/OneTest.java" <<'JAVA'
package a.x;

import org.junit.jupiter.api.Test;

class OneTest {
  @Test
  void one() {}
}
JAVA
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
  <build>
    <plugins>
      <plugin>
        <artifactId>maven-surefire-plugin</artifactId>
        <version>${surefire}</version>
        <configuration>
          <includes>
            <include>**/x/**/*Test.java</include>
          </includes>
        </configuration>
      </plugin>
    </plugins>
  </build>
</project>
XML
tests() {
  mvn -B -f "$dir/pom.xml" -Dsurefire="$1" clean test > "$dir/log" 2>&1 || { cat "$dir/log"; exit 1; }
  rows=$(grep -c 'Tests run: 1, .*OneTest' "$dir/log" || true)
  echo "surefire $1: $rows test class ran, $(grep -o 'BUILD [A-Z]*' "$dir/log")"
}
old=$(tests 3.5.6)
new=$(tests 3.6.0)
printf '%s\n%s\n' "$old" "$new"
[ "$old" = "surefire 3.5.6: 1 test class ran, BUILD SUCCESS" ]
[ "$new" = "surefire 3.6.0: 0 test class ran, BUILD SUCCESS" ]
