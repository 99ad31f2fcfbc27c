export type Role = 'user' | 'admin' | 'competition_manager' | 'service';

/** Who is signed in, as the token says. The services check the token; this only shows it. */
export interface Session {
  token: string;
  userId: string;
  wallet: string | null;
  roles: Role[];
  expiresAt: number;
}

export interface Identity {
  current(): Session | null;
  subscribe(changed: () => void): () => void;
  /** A fresh token for the same user, or signed out when there is none. */
  renew(): Promise<void>;
  signOut(): Promise<void>;
}

/** @throws when the text is no JWT */
export function sessionOf(token: string): Session {
  const claims = JSON.parse(decoded(token.split('.')[1] ?? '')) as { sub: string; wallet?: string; groups?: Role[]; exp: number };
  return {
    token,
    userId: claims.sub,
    wallet: claims.wallet || null,
    roles: claims.groups ?? [],
    expiresAt: claims.exp * 1000,
  };
}

function decoded(base64url: string): string {
  const bytes = Uint8Array.from(atob(base64url.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

/** The state that both kinds of identity share. */
export class SessionStore {
  private session: Session | null = null;
  private readonly listeners = new Set<() => void>();

  current = () => this.session;

  subscribe = (changed: () => void) => {
    this.listeners.add(changed);
    return () => this.listeners.delete(changed);
  };

  set(session: Session | null): void {
    this.session = session;
    for (const listener of this.listeners) listener();
  }
}
