import { useTranslation } from 'react-i18next';
import { codeOf } from '../api/errors';

/** The sentence for a user about an error: by its code, else what the server said. */
export function useSentence(): (error: unknown) => string {
  const { t, i18n } = useTranslation();
  return (error) => {
    const code = codeOf(error);
    if (code && i18n.exists(`errors.${code}`)) return t(`errors.${code}`);
    return error instanceof Error ? error.message : t('errors.INTERNAL_ERROR');
  };
}
