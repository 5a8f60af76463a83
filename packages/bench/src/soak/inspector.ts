import { createWriteStream } from 'node:fs';
import { WebSocket } from 'undici';

type Answer = { id: number; result?: Record<string, unknown>; error?: { message: string } };
type Message = Answer | { method: string; params: { chunk?: string } };

/** The memory of a process after a full garbage collection, in megabytes. `buffers` are outside of the heap. */
export type Heap = { used: number; buffers: number };

const megabyte = 1024 * 1024;

/** Node's inspector in a process that runs with `--inspect`. */
export class Inspector {
  private serial = 0;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  private chunk: (text: string) => void = () => {};

  private constructor(private readonly socket: WebSocket) {
    socket.addEventListener('message', ({ data }) => {
      const message = JSON.parse(String(data)) as Message;
      if ('id' in message) this.waiting.get(message.id)?.(message);
      else if (message.params.chunk !== undefined) this.chunk(message.params.chunk);
    });
  }

  static async connect(port: number): Promise<Inspector> {
    const [target] = (await (await fetch(`http://127.0.0.1:${port}/json/list`)).json()) as {
      webSocketDebuggerUrl: string;
    }[];
    const socket = new WebSocket(target!.webSocketDebuggerUrl);
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', () => reject(new Error('the inspector does not answer')));
    });
    return new Inspector(socket);
  }

  async heap(): Promise<Heap> {
    await this.send('HeapProfiler.collectGarbage');
    const usage = (await this.send('Runtime.getHeapUsage')) as Record<string, number>;
    return { used: usage.usedSize! / megabyte, buffers: (usage.backingStorageSize ?? 0) / megabyte };
  }

  /** Writes a heap snapshot, which the developer tools of a browser can open. The process pauses for seconds. */
  async snapshot(file: string): Promise<void> {
    const out = createWriteStream(file);
    this.chunk = (text) => out.write(text);
    await this.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
    await new Promise<void>((resolve) => out.end(resolve));
  }

  close(): void {
    this.socket.close();
  }

  private send(method: string, params: object = {}): Promise<Record<string, unknown>> {
    this.serial += 1;
    const id = this.serial;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, ({ result = {}, error }) => {
        this.waiting.delete(id);
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve(result);
      });
      this.socket.send(JSON.stringify({ id, method, params }));
    });
  }
}
