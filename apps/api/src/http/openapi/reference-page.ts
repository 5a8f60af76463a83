/** The page that shows the document. Its scripts and its styles come from this server, and it calls no other. */
export const referencePage = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Weir: API reference</title>
  </head>
  <body>
    <div id="reference"></div>
    <noscript>This page needs JavaScript. The same is in <a href="/v1/openapi.yaml">the OpenAPI document</a>.</noscript>
    <script src="/v1/reference/scalar.js"></script>
    <script src="/v1/reference/start.js"></script>
  </body>
</html>
`;

/** Scalar's settings: nothing that would call its own servers. */
const settings = {
  url: '/v1/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
  showDeveloperTools: 'never',
  documentDownloadType: 'direct',
  defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
};

/** A script of its own, because the page's policy allows none inside of it. */
export const referenceStart = `Scalar.createApiReference('#reference', ${JSON.stringify(settings)});\n`;
