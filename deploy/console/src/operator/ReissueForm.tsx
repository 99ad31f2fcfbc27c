import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useApi } from '../auth/context';
import { Button } from '../ui/Button';
import { Confirm } from '../ui/Confirm';
import { shortened } from '../ui/format';
import { Failure, Notice } from '../ui/states';
import { Copy } from '../ui/values';

/** Issues an NFT again, after a reason and a confirmation. */
export function ReissueForm({ mint, userId, text }: { mint: string; userId: string; text: string }) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const [asking, setAsking] = useState(false);
  // A repeat after a lost answer is the same act; another reason makes it another.
  const key = useMemo(() => crypto.randomUUID(), [reason]);
  const reissue = useMutation({
    mutationFn: () => api.reissue(mint, reason.trim(), key),
    onSuccess: () => setAsking(false),
    onSettled: () => {
      for (const one of ['reissues', 'user']) void queries.invalidateQueries({ queryKey: [one] });
    },
  });
  return (
    <section className="panel stack" aria-labelledby="nft">
      <h2 id="nft">{text}</h2>
      <dl className="facts">
        <dt>{t('reissues.nft')}</dt>
        <dd>
          <Copy text={mint} />
        </dd>
        <dt>{t('reissues.user')}</dt>
        <dd>
          <Link to={`/admin/users/${userId}`}>{userId}</Link>
        </dd>
      </dl>
      {reissue.data ? (
        <Notice tone="good" icon="check">
          <strong>{t('reissues.done', { wallet: shortened(reissue.data.walletAddress) })}</strong>
        </Notice>
      ) : (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            reissue.reset();
            setAsking(true);
          }}
        >
          <div className="field">
            <label htmlFor="reason">{t('reissues.reason')}</label>
            <input id="reason" value={reason} maxLength={500} required onChange={(event) => setReason(event.target.value)} autoComplete="off" />
          </div>
          <div className="row">
            <Button type="submit" look="primary" isDisabled={reason.trim() === ''}>
              {t('reissues.reissue')}
            </Button>
          </div>
        </form>
      )}
      <Confirm open={asking} danger title={t('reissues.confirmTitle')} confirm={t('reissues.reissue')} pending={reissue.isPending} onClose={() => setAsking(false)} onConfirm={() => reissue.mutate()}>
        <p>{t('reissues.confirmText', { user: userId })}</p>
        {reissue.error ? <Failure error={reissue.error} /> : null}
      </Confirm>
    </section>
  );
}
