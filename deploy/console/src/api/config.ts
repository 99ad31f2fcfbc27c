/** What the gateway serves as `/console/config.json`. */
export interface ConsoleConfig {
  /** The platform's sign-in; without it only the local sign-in is there. */
  oidc?: { authority: string; clientId: string; scope?: string };
  /** The suite runs on this machine: tokens, traders and trades can be made. */
  local?: boolean;
  /** mainnet-beta, devnet, testnet, or the address of a local node. */
  cluster?: string;
}

export async function readConfig(): Promise<ConsoleConfig> {
  const response = await fetch(`${import.meta.env.BASE_URL}config.json`, { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`config.json: ${response.status}`);
  return (await response.json()) as ConsoleConfig;
}
