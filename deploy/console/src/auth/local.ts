import { platform } from '../local/platform';
import { sessionOf, SessionStore, type Identity, type Role, type Session } from './session';

const KEY = 'aiw3.local.identity';

export interface Person {
  userId: string;
  wallet: string | null;
  roles: Role[];
}

/** Sign-in of the local suite: anybody may be anybody. All tabs share it. */
export class LocalIdentity implements Identity {
  private readonly store = new SessionStore();

  private constructor() {
    addEventListener('storage', ({ key }) => {
      if (key === KEY) void this.renew();
    });
  }

  static async restore(): Promise<LocalIdentity> {
    const identity = new LocalIdentity();
    await identity.renew().catch(() => undefined);
    return identity;
  }

  current = this.store.current;
  subscribe = this.store.subscribe;

  async signIn(person: Person): Promise<void> {
    const session = await this.session(person);
    localStorage.setItem(KEY, JSON.stringify(person));
    this.store.set(session);
  }

  async renew(): Promise<void> {
    const stored = localStorage.getItem(KEY);
    this.store.set(stored ? await this.session(JSON.parse(stored) as Person) : null);
  }

  async signOut(): Promise<void> {
    localStorage.removeItem(KEY);
    this.store.set(null);
  }

  private async session(person: Person): Promise<Session> {
    return sessionOf((await platform.token(person.userId, person.wallet, person.roles)).token);
  }
}
