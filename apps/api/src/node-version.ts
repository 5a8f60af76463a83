/** The oldest Node with everything that the API and its libraries use. `pnpm install` brings a later one. */
const oldest = [22, 12] as const;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  const start = 'npx -y pnpm --filter @weir/api start';
  process.stderr.write(
    `The API needs Node ${oldest.join('.')} or later and this is ${process.versions.node}. The install brings one that fits: ${start}\n`,
  );
  process.exit(1);
}
