import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

/** A client of the MCP server, with a token. */
export async function anAgent(origin: string, token: string, path = '/mcp'): Promise<Client> {
  const client = new Client(
    { name: 'agent', version: '1' },
    { versionNegotiation: { mode: { pin: '2026-07-28' } } },
  );
  const requestInit = { headers: { authorization: `Bearer ${token}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(origin + path), { requestInit }));
  return client;
}

export const call = (agent: Client, name: string, args: Record<string, unknown> = {}) =>
  agent.callTool({ name, arguments: args });
