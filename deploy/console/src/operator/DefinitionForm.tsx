import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Definition } from '../api/types';
import { useApi } from '../auth/context';
import { pictureOf } from '../trader/art';
import { Button } from '../ui/Button';
import { Confirm } from '../ui/Confirm';
import { Failure } from '../ui/states';
import { imageFault, length, LONGEST, textFault, type ImageFault, type TextField } from './definition';

interface Picture {
  /** `data:`, for the preview; what follows its comma is sent. */
  url: string;
  fault: ImageFault | null;
}

/** Another definition of a level: every field checked while it is written, and shown as traders will see it. */
export function DefinitionForm({ level, before, onDone }: { level: number; before: Definition | null; onDone: () => void }) {
  const { t } = useTranslation();
  const api = useApi();
  const queries = useQueryClient();
  const [texts, setTexts] = useState({ name: before?.name ?? '', symbol: before?.symbol ?? 'AIW3E', description: before?.description ?? '' });
  const [picture, setPicture] = useState<Picture | null>(null);
  const [asking, setAsking] = useState(false);
  const imageProblem: ImageFault | null = picture ? picture.fault : before ? null : 'missing';
  const faulty = imageProblem !== null || (Object.keys(LONGEST) as TextField[]).some((field) => textFault(field, texts[field]) !== null);
  const send = useMutation({
    mutationFn: () => {
      const image = picture?.url.slice(picture.url.indexOf(',') + 1);
      return before ? api.replaceDefinition(level, image ? { ...texts, image } : texts) : api.createDefinition({ level, ...texts, image: image! });
    },
    onSuccess: onDone,
    onSettled: () => {
      setAsking(false);
      void queries.invalidateQueries({ queryKey: ['definitions'] });
    },
  });
  const field = (name: TextField) => (
    <Field key={name} level={level} name={name} value={texts[name]} onChange={(value) => setTexts((all) => ({ ...all, [name]: value }))} />
  );
  return (
    <form
      className="define"
      aria-label={t('definitions.form', { level })}
      onSubmit={(event) => {
        event.preventDefault();
        if (!faulty) setAsking(true);
      }}
    >
      <div className="stack">
        {field('name')}
        {field('symbol')}
        {field('description')}
        <label className="file">
          <span>{t('definitions.image')}</span>
          <input type="file" accept="image/png" aria-describedby={`image-${level}`} onChange={(event) => void read(event.target.files?.[0]).then(setPicture)} />
        </label>
        <p className={`small ${imageProblem && imageProblem !== 'missing' ? 'error-text' : 'muted'}`} id={`image-${level}`} role="status">
          {t(imageProblem ? `definitions.imageFaults.${imageProblem}` : picture ? 'definitions.imageFine' : 'definitions.imageKept')}
        </p>
        {send.error ? <Failure error={send.error} /> : null}
        <div className="row">
          <Button type="submit" look="primary" isDisabled={faulty}>
            {t('definitions.send')}
          </Button>
          <Button onPress={onDone}>{t('common.back')}</Button>
        </div>
      </div>
      <figure className="preview" data-tier={level}>
        <img src={picture && !picture.fault ? picture.url : (before?.imageUri ?? pictureOf(null, level, 320))} alt={t('definitions.previewOf', { name: texts.name })} width="320" height="320" />
        <figcaption className="stack-s">
          <span className="small muted">{t('definitions.preview')}</span>
          <strong>{texts.name || '–'}</strong>
          <span className="small">{texts.description || '–'}</span>
          <span className="small muted">{texts.symbol || '–'}</span>
        </figcaption>
      </figure>
      <Confirm open={asking} title={t('definitions.confirmTitle', { level })} confirm={t('definitions.send')} pending={send.isPending} onClose={() => setAsking(false)} onConfirm={() => send.mutate()}>
        <p>{t('definitions.confirmText')}</p>
      </Confirm>
    </form>
  );
}

function Field({ level, name, value, onChange }: { level: number; name: TextField; value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  const id = `${name}-${level}`;
  const fault = textFault(name, value);
  const control = {
    id,
    value,
    required: true,
    'aria-invalid': fault !== null,
    'aria-describedby': `${id}-hint`,
    autoComplete: 'off',
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  return (
    <div className="field">
      <label htmlFor={id}>{t(`definitions.${name}`)}</label>
      {name === 'description' ? <textarea {...control} rows={3} /> : <input {...control} />}
      <span className={`hint ${fault ? 'error-text' : ''}`} id={`${id}-hint`}>
        {fault ? `${t(`definitions.textFaults.${fault}`)} ` : ''}
        {t(name === 'description' ? 'definitions.characters' : 'definitions.bytes', { have: length(name, value), most: LONGEST[name] })}
      </span>
    </div>
  );
}

async function read(file: File | undefined): Promise<Picture | null> {
  if (!file) return null;
  const fault = imageFault(new Uint8Array(await file.arrayBuffer()));
  const url = await new Promise<string>((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result));
    reader.onerror = () => failed(reader.error ?? new Error('the file cannot be read'));
    reader.readAsDataURL(file);
  });
  return { url, fault };
}
