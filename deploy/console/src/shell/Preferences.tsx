import { useTranslation } from 'react-i18next';
import { chooseLanguage, LANGUAGES, type Language } from '../i18n';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import { useTheme } from './theme';

/** With two languages a button that names the other is shorter than a menu. */
export function LanguageMenu() {
  const { i18n } = useTranslation();
  const other: Language = i18n.language === 'en' ? 'zh-CN' : 'en';
  return (
    <Button look="quiet" compact aria-label={LANGUAGES[other]} onPress={() => void chooseLanguage(other)}>
      <span lang={other}>{other === 'en' ? 'English' : '中文'}</span>
    </Button>
  );
}

export function ThemeButton() {
  const { t } = useTranslation();
  const [theme, toggle] = useTheme();
  return (
    <Button look="quiet" compact aria-label={t(theme === 'dark' ? 'common.light' : 'common.dark')} onPress={toggle}>
      <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
    </Button>
  );
}
