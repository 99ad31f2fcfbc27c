import { useTranslation } from 'react-i18next';
import { LinkButton } from '../ui/Button';
import { Empty } from '../ui/states';

export function NotFound() {
  const { t } = useTranslation();
  return (
    <Empty icon="search" title={t('nowhere.notFound')}>
      <p>{t('nowhere.notFoundText')}</p>
      <LinkButton to="/">{t('nowhere.home')}</LinkButton>
    </Empty>
  );
}

export function Forbidden() {
  const { t } = useTranslation();
  return (
    <Empty icon="lock" title={t('nowhere.forbidden')}>
      <p>{t('nowhere.forbiddenText')}</p>
      <LinkButton to="/">{t('nowhere.home')}</LinkButton>
    </Empty>
  );
}
