import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { Operation } from '../api/types';
import { useApi } from '../auth/context';
import { Bar } from '../ui/Bar';
import { Button, LinkButton } from '../ui/Button';
import { Confirm } from '../ui/Confirm';
import { PageTitle } from '../ui/PageTitle';
import { Failure, Notice, Skeleton } from '../ui/states';
import { Copy, When } from '../ui/values';
import { useState } from 'react';
import { art } from './art';
import { useActivate, useChange, useOperation, usePortfolio } from './queries';
import { SignBox } from './SignBox';
import { canCancel, canRetry, isOver } from './steps';
import { StepList } from './StepList';
import './trader.css';

/** One claim or upgrade, as it happens. */
export default function Progress() {
  const { t } = useTranslation();
  const { id = '' } = useParams();
  const operation = useOperation(id);
  const cluster = usePortfolio().data?.config ?? null;
  if (operation.isPending) return <Skeleton heights={[60, 420]} />;
  if (!operation.data) return <Failure error={operation.error} retry={() => void operation.refetch()} />;
  const { kind, toLevel, progress, status } = operation.data;
  return (
    <>
      <div className="page-head">
        <div>
          <Link to="/" className="small">
            {t('nfts.title')}
          </Link>
          <PageTitle>{t(`progress.${kind}`, { level: toLevel })}</PageTitle>
        </div>
        <span className={`pill ${status === 'completed' ? 'good' : status === 'failed' ? 'bad' : 'info'}`} role="status" data-testid="operation-status">
          {t(`operationStatus.${status}`)}
        </span>
      </div>
      {operation.error ? <Failure error={operation.error} retry={() => void operation.refetch()} /> : null}
      <div className="progress-page" data-tier={toLevel}>
        <section className="panel stack" aria-label={t('progress.steps')}>
          <Bar label={t('progress.steps')} share={progress / 100} />
          <StepList operation={operation.data} config={cluster} />
        </section>
        <div className="stack">
          <Outcome operation={operation.data} />
          {operation.data.burnTransaction ? <SignBox operation={operation.data} burn={operation.data.burnTransaction} /> : null}
          <Remedies operation={operation.data} />
          <Facts operation={operation.data} />
        </div>
      </div>
    </>
  );
}

/** How it ended, or why it takes longer. */
function Outcome({ operation }: { operation: Operation }) {
  const { t, i18n } = useTranslation();
  const activate = useActivate();
  const { status, error, toLevel, newMintAddress } = operation;
  const nft = usePortfolio().data?.standing?.tiers.find(({ level }) => level === toLevel)?.nft;
  const active = activate.isSuccess || (nft?.mintAddress === newMintAddress && nft?.status !== 'unlocked');
  if (status === 'completed') {
    return (
      <div className="panel won" data-tier={toLevel}>
        <img src={art(toLevel)} alt="" width="220" height="220" />
        <h2>{t('progress.won')}</h2>
        <p className="muted">{t(active ? 'progress.wonActive' : 'progress.wonText')}</p>
        {activate.error ? <Failure error={activate.error} /> : null}
        {active ? (
          <LinkButton look="primary" to="/">
            {t('progress.toNfts')}
          </LinkButton>
        ) : (
          <Button look="primary" isPending={activate.isPending} onPress={() => newMintAddress && activate.mutate(newMintAddress)}>
            {t('next.activate.button')}
          </Button>
        )}
      </div>
    );
  }
  if (!error) return null;
  const sentence = i18n.exists(`errors.${error.code}`) ? t(`errors.${error.code}`) : error.message;
  return (
    <Notice tone={status === 'failed' ? 'bad' : 'warn'}>
      <strong>{t(status === 'failed' ? 'progress.failed' : 'progress.slower')}</strong>
      <span>{sentence}</span>
      {status === 'failed' ? <span className="small">{t('progress.nothingLost')}</span> : null}
    </Notice>
  );
}

function Remedies({ operation }: { operation: Operation }) {
  const { t } = useTranslation();
  const api = useApi();
  const [asking, setAsking] = useState(false);
  const cancel = useChange(api.cancel);
  const retry = useChange(api.retry);
  const error = cancel.error ?? retry.error;
  if (isOver(operation.status) || !(canCancel(operation) || canRetry(operation))) return null;
  return (
    <div className="stack-s">
      {error ? <Failure error={error} /> : null}
      <div className="row">
        {canRetry(operation) ? (
          <Button isPending={retry.isPending} onPress={() => retry.mutate(operation.id)}>
            {t('progress.retry')}
          </Button>
        ) : null}
        {canCancel(operation) ? (
          <Button look="danger" onPress={() => setAsking(true)} isPending={cancel.isPending}>
            {t('progress.cancel')}
          </Button>
        ) : null}
      </div>
      <Confirm
        open={asking}
        danger
        title={t('progress.cancelTitle')}
        confirm={t('progress.cancel')}
        pending={cancel.isPending}
        onClose={() => setAsking(false)}
        onConfirm={() => cancel.mutate(operation.id, { onSettled: () => setAsking(false) })}
      >
        <p>{t('progress.cancelText')}</p>
      </Confirm>
    </div>
  );
}

function Facts({ operation }: { operation: Operation }) {
  const { t } = useTranslation();
  return (
    <dl className="facts panel">
      <dt>{t('progress.id')}</dt>
      <dd>
        <Copy text={operation.id} />
      </dd>
      <dt>{t('progress.started')}</dt>
      <dd>
        <When at={operation.createdAt} />
      </dd>
      {operation.oldMintAddress ? (
        <>
          <dt>{t('progress.oldMint')}</dt>
          <dd>
            <Copy text={operation.oldMintAddress} />
          </dd>
        </>
      ) : null}
      {operation.newMintAddress ? (
        <>
          <dt>{t('progress.newMint')}</dt>
          <dd>
            <Copy text={operation.newMintAddress} />
          </dd>
        </>
      ) : null}
    </dl>
  );
}
