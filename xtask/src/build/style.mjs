// Prints a style sheet with its imports inlined, for Chromium 90 and newer: walls are seldom updated.
import { bundle } from "lightningcss";

const { code, warnings } = bundle({
  filename: process.argv[2],
  minify: true,
  targets: { chrome: 90 << 16 },
});

for (const { message, loc } of warnings) {
  console.error(`${loc?.filename}:${loc?.line}: ${message}`);
}
process.stdout.write(code);
