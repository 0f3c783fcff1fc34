export function pythonVenv(wanted: {
  requirements: string;
  name: string;
  wheelsOnly?: boolean;
}): Promise<{ python: string } | { missing: string }>;
