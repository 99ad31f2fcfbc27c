/** A message of `/api/v1/nft/events`. */
export interface LiveMessage {
  event: string;
  userId: string;
  data: Record<string, unknown>;
  timestamp: string;
  sequence: number;
}

export type LiveState = 'connecting' | 'open' | 'lost' | 'refused';

const TOKEN_REFUSED = 4001;
const SHORTEST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 15_000;

interface Options {
  address: string;
  token: () => string | null;
  onMessage: (message: LiveMessage) => void;
  onState: (state: LiveState) => void;
  /** The token was refused: a fresh one may be had, then `open` connects again. */
  onRefused: () => void;
  socket?: (address: string, protocols: string[]) => WebSocket;
}

/**
 * The live feed of the signed-in user. A connection that breaks is opened again with growing
 * delays and goes on after the last event that was received, so that nothing is missed.
 */
export class LiveFeed {
  private socket: WebSocket | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private sequence: number | null = null;
  private failures = 0;
  private closed = true;

  constructor(private readonly options: Options) {}

  open(): void {
    this.closed = false;
    this.connect();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.socket?.close();
    this.socket = null;
  }

  /** The network is back, or the page is visible again: no reason to wait longer. */
  wake(): void {
    if (this.closed || this.socket?.readyState === WebSocket.OPEN) return;
    clearTimeout(this.timer);
    this.connect();
  }

  private connect(): void {
    const token = this.options.token();
    if (this.closed || !token || (this.socket && this.socket.readyState <= WebSocket.OPEN)) return;
    this.options.onState('connecting');
    const since = this.sequence === null ? '' : `?since=${this.sequence}`;
    const create = this.options.socket ?? ((address, protocols) => new WebSocket(address, protocols));
    const socket = create(this.options.address + since, ['aiw3.v1', `bearer.${token}`]);
    this.socket = socket;
    socket.onmessage = ({ data }) => this.received(String(data));
    socket.onclose = ({ code }) => this.lost(socket, code);
  }

  private received(text: string): void {
    const message = JSON.parse(text) as LiveMessage;
    this.failures = 0;
    this.options.onState('open');
    if (this.sequence !== null && message.event !== 'nft:snapshot' && message.sequence <= this.sequence) return;
    this.sequence = Math.max(this.sequence ?? 0, message.sequence);
    this.options.onMessage(message);
  }

  private lost(socket: WebSocket, code: number): void {
    if (this.closed || socket !== this.socket) return;
    this.socket = null;
    if (code === TOKEN_REFUSED) {
      this.options.onState('refused');
      this.options.onRefused();
      return;
    }
    this.options.onState('lost');
    const delay = Math.min(LONGEST_DELAY_MS, SHORTEST_DELAY_MS * 2 ** this.failures++);
    this.timer = setTimeout(() => this.connect(), delay * (0.5 + Math.random() / 2));
  }
}
