import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import type { Api } from '@aiw3/nft-client';
import type { AwardList } from '../api/types';
import { useApi } from '../auth/context';
import { Button } from '../ui/Button';
import { Confirm } from '../ui/Confirm';
import { PageTitle } from '../ui/PageTitle';
import { Failure, Notice, Skeleton } from '../ui/states';
import { AwardTables } from './AwardTables';
import { Competitions } from './Competitions';
import { Ranking } from './Ranking';
import { awardLines, COMPETITION, groupOf, MOST_RECIPIENTS, type AwardLine } from './lines';
import './manager.css';

/** A competition: whom it awarded, and a list of recipients to award. */
export default function Awards() {
  const { t } = useTranslation();
  const { competition = '' } = useParams();
  return (
    <>
      <div className="page-head">
        <div>
          <PageTitle>{t('awards.title')}</PageTitle>
          <p>{t('awards.text')}</p>
        </div>
      </div>
      <Choice key={competition} chosen={competition} />
      {competition ? <Competition key={`of-${competition}`} competition={competition} /> : <Competitions />}
    </>
  );
}

function Choice({ chosen }: { chosen: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [id, setId] = useState(chosen);
  return (
    <form
      className="searchbar"
      onSubmit={(event) => {
        event.preventDefault();
        void navigate(`/awards/${encodeURIComponent(id.trim())}`);
      }}
    >
      <div className="field">
        <label htmlFor="competition">{t('awards.competition')}</label>
        <input id="competition" required pattern={COMPETITION.source.slice(1, -1)} value={id} onChange={(event) => setId(event.target.value)} placeholder="spring-cup-2026" autoComplete="off" spellCheck={false} />
      </div>
      <Button type="submit">{t('awards.open')}</Button>
    </form>
  );
}

function Competition({ competition }: { competition: string }) {
  const api = useApi();
  const list = useQuery({
    queryKey: ['awards', competition],
    queryFn: () => api.awards(competition),
    refetchInterval: ({ state }) => (state.data && underWay(state.data) ? 2_000 : 15_000),
  });
  return (
    <>
      <Recipients competition={competition} awarded={new Set(list.data?.awards.map(({ userId }) => userId))} />
      {list.error ? <Failure error={list.error} retry={() => void list.refetch()} /> : null}
      {list.isPending ? <Skeleton heights={[200]} /> : null}
      {list.data ? <AwardTables list={list.data} /> : null}
      {list.data ? <Ranking competition={competition} /> : null}
    </>
  );
}

const underWay = (list: AwardList) => list.awards.some(({ state }) => groupOf(state) === 'underWay');

function Recipients({ competition, awarded }: { competition: string; awarded: Set<string> }) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const [asking, setAsking] = useState(false);
  const lines = awardLines(text);
  const faulty = lines.filter(({ fault }) => fault !== null).length;
  const tooMany = lines.length > MOST_RECIPIENTS;
  const award = useMutation({
    mutationFn: () => api.award(competition, bodyOf(lines, reason)),
    onSuccess: () => setText(''),
    onSettled: () => {
      setAsking(false);
      void queries.invalidateQueries({ queryKey: ['awards', competition] });
    },
  });
  const dryRun = useMutation({ mutationFn: () => api.foreseeAwards(competition, bodyOf(lines, reason)) });
  const unready = lines.length === 0 || faulty > 0 || tooMany;
  const edit = (pasted: string) => {
    setText(pasted);
    dryRun.reset();
  };
  return (
    <section className="panel recipients" aria-labelledby="recipients">
      <div className="stack">
        <h2 id="recipients">{t('awards.new')}</h2>
        <div className="field">
          <label htmlFor="list">{t('awards.list')}</label>
          <textarea id="list" aria-describedby="list-hint" value={text} onChange={(event) => edit(event.target.value)} placeholder={'userId,rank\n42,1\n77'} spellCheck={false} />
          <span className="hint" id="list-hint">
            {t('awards.listHint')}
          </span>
        </div>
        <label className="file">
          <span>{t('awards.file')}</span>
          <input type="file" accept=".csv,text/csv,text/plain" onChange={(event) => void event.target.files?.[0]?.text().then(edit)} />
        </label>
        <div className="field">
          <label htmlFor="reason">{t('awards.reason')}</label>
          <input id="reason" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </div>
        {award.error ? <Failure error={award.error} /> : null}
        {award.data ? (
          <Notice tone="good" icon="check">
            <Sent outcomes={award.data.outcomes} />
          </Notice>
        ) : null}
        {dryRun.error ? <Failure error={dryRun.error} retry={() => dryRun.mutate()} /> : null}
        {dryRun.data ? <Foreseen outcomes={dryRun.data.outcomes} /> : null}
        <div className="row">
          <Button isDisabled={unready || dryRun.isPending} onPress={() => dryRun.mutate()}>
            {t('awards.dryRun')}
          </Button>
          <Button look="primary" isDisabled={unready} onPress={() => setAsking(true)}>
            {t('awards.award', { count: lines.length })}
          </Button>
        </div>
      </div>
      <Check lines={lines} awarded={awarded} tooMany={tooMany} faulty={faulty} />
      <Confirm open={asking} title={t('awards.confirmTitle', { count: lines.length, competition })} confirm={t('awards.award', { count: lines.length })} pending={award.isPending} onClose={() => setAsking(false)} onConfirm={() => award.mutate()}>
        <p>{t('awards.confirmText')}</p>
      </Confirm>
    </section>
  );
}

/** Of a dry run: nothing was awarded. */
function Foreseen({ outcomes }: { outcomes: Api.ForeseenOutcome[] }) {
  const { t } = useTranslation();
  const count = (wanted: Api.Result) => outcomes.filter(({ result }) => result === wanted).length;
  const unknown = outcomes.filter(({ known }) => !known).map(({ userId }) => userId);
  return (
    <Notice tone="info">
      <strong>{t('awards.foreseen', { count: outcomes.length })}</strong>
      <span>{t('awards.foreseenCounts', { queued: count('queued'), waiting: count('waiting_for_wallet'), already: count('already_awarded') })}</span>
      {unknown.length > 0 ? <span>{t('awards.foreseenUnknown', { users: unknown.join(', ') })}</span> : null}
    </Notice>
  );
}

function Sent({ outcomes }: { outcomes: Api.Outcome[] }) {
  const { t } = useTranslation();
  const count = (wanted: Api.Result) => outcomes.filter(({ result }) => result === wanted).length;
  const waiting = count('waiting_for_wallet');
  const already = count('already_awarded');
  return (
    <>
      <strong>{t('awards.sent', { count: outcomes.length - already })}</strong>
      {waiting > 0 ? <span>{t('awards.sentWaiting', { count: waiting })}</span> : null}
      {already > 0 ? <span>{t('awards.sentAlready', { count: already })}</span> : null}
    </>
  );
}

function Check({ lines, awarded, tooMany, faulty }: { lines: AwardLine[]; awarded: Set<string>; tooMany: boolean; faulty: number }) {
  const { t } = useTranslation();
  return (
    <div className="stack-s" aria-live="polite">
      <h3>{t('awards.check')}</h3>
      {lines.length === 0 ? <p className="muted small">{t('awards.nothing')}</p> : <p className="small">{faulty > 0 ? t('awards.faulty', { count: faulty }) : t('awards.fine', { count: lines.length })}</p>}
      {tooMany ? <Notice tone="bad">{t('awards.tooMany', { most: MOST_RECIPIENTS })}</Notice> : null}
      <ol className="check" tabIndex={0} aria-label={t('awards.check')}>
        {lines.map((line) => (
          <li key={line.number} className={line.fault ? 'bad' : awarded.has(line.userId) ? 'known' : 'good'}>
            <span className="muted">{line.number}</span>
            <code>{line.text}</code>
            <span>{line.fault ? t(`awards.faults.${line.fault}`) : awarded.has(line.userId) ? t('awards.already') : t('awards.ok')}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function bodyOf(lines: AwardLine[], reason: string): Api.AwardRequest {
  return {
    reason: reason.trim() || undefined,
    recipients: lines.map(({ userId, rank }) => (rank === null ? { userId } : { userId, rank })),
  };
}
