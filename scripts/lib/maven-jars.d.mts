export function mavenJars(wanted: {
  pom: string;
  name: string;
  without?: RegExp;
}): Promise<{ java: string; jars: string } | { missing: string }>;
