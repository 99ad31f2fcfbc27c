import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../ui/Confirm';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { Failure } from '../ui/states';
import { usePortfolio } from '../trader/queries';
import { platform } from './platform';
import { onSignature } from './wallet';
import './local.css';

const AMOUNTS = ['25000.125', '100000.0000000001', '1000000.5', '10000000'];
const TICKS = 12;
const TICK_MS = 700;

/** Plays the platform for a trader of the local suite: trades and tasks, and the wallet's question. */
export default function Market({ userId, wallet }: { userId: string; wallet: string }) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(() => matchMedia('(min-width: 861px)').matches);
  const queries = useQueryClient();
  const portfolio = usePortfolio().data;
  const settle = () => void queries.invalidateQueries({ queryKey: ['portfolio'] });
  const trade = useMutation({ mutationFn: (amount: string) => platform.trades(wallet, [amount]), onSettled: settle });
  const stream = useMutation({ mutationFn: () => streamOf(wallet), onSettled: settle });
  const task = useMutation({ mutationFn: (of: { task: string; taskCount: number }) => platform.task(userId, of.task, of.taskCount), onSettled: settle });
  const error = trade.error ?? stream.error ?? task.error;
  const level = Math.max(2, portfolio?.standing?.nextLevel ?? 2);
  const badges = (portfolio?.badges ?? []).filter((badge) => badge.level === level && badge.state === null && badge.task);
  return (
    <>
      <LocalWalletQuestion />
      <aside className={`market ${open ? 'open' : ''}`} aria-label={t('market.title')}>
        <button type="button" className="market-head" aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name="bolt" size={18} />
          <strong>{t('market.title')}</strong>
          <span className="small">{t('market.mark')}</span>
        </button>
        {open ? (
          <div className="market-body">
            {error ? <Failure error={error} /> : null}
            <p className="small muted">{t('market.trade')}</p>
            <div className="market-buttons">
              {AMOUNTS.map((amount) => (
                <Button key={amount} compact onPress={() => trade.mutate(amount)}>
                  +{new Intl.NumberFormat(i18n.language, { notation: 'compact' }).format(Number(amount))}
                </Button>
              ))}
              <Button compact look="primary" isPending={stream.isPending} onPress={() => stream.mutate()}>
                {t('market.stream')}
              </Button>
            </div>
            {badges.length > 0 ? (
              <>
                <p className="small muted">{t('market.tasks', { level })}</p>
                <div className="market-buttons">
                  {badges.map((badge) => (
                    <Button key={badge.badge} compact onPress={() => task.mutate({ task: badge.task!, taskCount: badge.taskCount })}>
                      {badge.name}
                    </Button>
                  ))}
                </div>
              </>
            ) : null}
          </div>
        ) : null}
      </aside>
    </>
  );
}

/** Small trades one after the other, so that one sees the bars move. */
async function streamOf(wallet: string): Promise<void> {
  for (let tick = 0; tick < TICKS; tick++) {
    const whole = 4_000 + crypto.getRandomValues(new Uint16Array(1))[0]! / 8;
    await platform.trades(wallet, [whole.toFixed(4)]);
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
}

/** What a wallet's own window would ask. */
function LocalWalletQuestion() {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState<((agreed: boolean) => void) | null>(null);
  useEffect(() => {
    onSignature((resolve) => setAnswer(() => resolve));
    return () => onSignature(null);
  }, []);
  const give = (agreed: boolean) => {
    answer?.(agreed);
    setAnswer(null);
  };
  return (
    <Confirm open={answer !== null} title={t('localWallet.title')} confirm={t('localWallet.approve')} onConfirm={() => give(true)} onClose={() => give(false)}>
      <p>{t('localWallet.text')}</p>
    </Confirm>
  );
}
