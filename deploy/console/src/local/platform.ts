import type { Role } from '../auth/session';

/** The endpoints that `deploy/local/up` alone has: they play the platform. */
async function post<T>(path: string, body: unknown): Promise<T> {
  const response = await fetch(`/local/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json().catch(() => ({}))) as T & { error?: { message?: string } };
  if (!response.ok) throw new Error(answer.error?.message ?? `/local/${path}: ${response.status}`);
  return answer;
}

export const platform = {
  token: (userId: string, wallet: string | null, roles: Role[]) => post<{ token: string }>('tokens', { userId, wallet, roles }),
  /** A new user of the platform, with this wallet linked. */
  trader: (wallet: string) => post<{ userId: string }>('traders', { wallet }),
  trades: (wallet: string, amounts: string[]) => post<{ sent: number }>('trades', { wallet, amounts }),
  task: (userId: string, task: string, count: number) => post<object>('tasks', { userId, task, count }),
};
