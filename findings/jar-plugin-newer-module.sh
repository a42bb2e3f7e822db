#!/usr/bin/env bash
# maven-jar-plugin 3.5.0 can't package a module descriptor that is newer than the JDK that Maven runs
# on, which is what a toolchain makes: for such a jar it calls the jar tool of its own JVM, and never
# the toolchain's. The error names neither the descriptor nor a version. Without module-info.class the
# same classes are packaged.
# Seen: "Could not create modular JAR file. The JDK jar tool exited with 1"; without it, BUILD SUCCESS.
# Needs: Maven, a JDK from 17 on, Maven Central. Exit code 0 while that is so.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
java_home=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/ *java\.home = //p')
mkdir -p "$dir/src" "$dir/target/classes"
echo 'module a { exports a; }' > "$dir/src/module-info.java"
mkdir "$dir/src/a"
echo 'package a; public class A {}' > "$dir/src/a/A.java"
"$java_home/bin/javac" -d "$dir/target/classes" "$dir/src/module-info.java" "$dir/src/a/A.java"
# What the compiler of the next JDK writes: the same bytes but for the version of the class file.
version=$(od -An -j6 -N2 -t u1 "$dir/target/classes/module-info.class" | awk '{print $1 * 256 + $2}')
for class in module-info.class a/A.class; do
  printf "\\x00\\x$(printf %02x $((version + 1)))" |
    dd of="$dir/target/classes/$class" bs=1 seek=6 conv=notrunc status=none
done
cat > "$dir/pom.xml" <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>a</groupId>
  <artifactId>a</artifactId>
  <version>1</version>
</project>
XML
package() {
  mvn -B -f "$dir/pom.xml" org.apache.maven.plugins:maven-jar-plugin:3.5.0:jar > "$dir/log" 2>&1 || true
  grep -o -m1 'BUILD SUCCESS\|Could not create modular JAR file. The JDK jar tool exited with 1' "$dir/log"
}
with=$(package)
rm "$dir/target/classes/module-info.class"
without=$(package)
echo "maven-jar-plugin 3.5.0, class files of version $((version + 1)) on a JDK of $version: $with"
echo "the same without module-info.class: $without"
[ "$with" = "Could not create modular JAR file. The JDK jar tool exited with 1" ]
[ "$without" = "BUILD SUCCESS" ]
