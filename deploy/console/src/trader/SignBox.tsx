import { chainOf, signBurn } from '@aiw3/nft-client/wallet';
import { useTranslation } from 'react-i18next';
import type { BurnTransaction, Operation } from '../api/types';
import { useApi, useSession } from '../auth/context';
import { Button } from '../ui/Button';
import { left, shortened } from '../ui/format';
import { Failure, Notice } from '../ui/states';
import { useNow } from '../ui/values';
import { ordered, useWallets, type UsableWallet } from '../wallet/standard';
import { useChange, usePortfolio } from './queries';

/** The burn waits for its owner: which wallet, how long, and what to do when it does not sign. */
export function SignBox({ operation, burn }: { operation: Operation; burn: BurnTransaction }) {
  const { t } = useTranslation();
  const api = useApi();
  const owner = useSession()?.wallet ?? '';
  const cluster = usePortfolio().data?.config?.cluster;
  const wallets = useWallets();
  const now = useNow();
  const sign = useChange(async (wallet: UsableWallet) => api.submitBurn(operation.id, await signBurn(wallet, burn, cluster ? chainOf(cluster) : undefined)));
  const renew = useChange(() => api.renewBurn(operation.id));
  const expired = Date.parse(burn.expiresAt) <= now;
  return (
    <section className="panel stack sign" aria-labelledby="sign-title">
      <div className="spread">
        <h2 id="sign-title">{t('sign.title')}</h2>
        <span className={`countdown ${expired ? 'over' : ''}`} role="timer" aria-label={t('sign.left')}>
          {left(burn.signUntil, now)}
        </span>
      </div>
      <p>{t('sign.text', { mint: shortened(burn.mintAddress) })}</p>
      <p className="small muted">{t('sign.wallet', { wallet: shortened(owner) })}</p>
      {sign.error ? <Failure error={sign.error} /> : null}
      {renew.error ? <Failure error={renew.error} /> : null}
      {wallets.length === 0 ? (
        <Notice tone="info" icon="card">
          <strong>{t('sign.noWallet')}</strong>
          <span>{t('sign.noWalletText')}</span>
        </Notice>
      ) : null}
      {expired ? (
        <Button look="primary" isPending={renew.isPending} onPress={() => renew.mutate(undefined)}>
          {t('sign.renew')}
        </Button>
      ) : (
        <div className="row">
          {ordered(wallets, owner).map((wallet, index) => (
            <Button key={wallet.name} look={index === 0 ? 'primary' : 'plain'} isPending={sign.isPending} onPress={() => sign.mutate(wallet)}>
              <img src={wallet.icon} alt="" width="20" height="20" />
              {t('sign.with', { wallet: wallet.name })}
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}
