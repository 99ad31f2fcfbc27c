import { useTranslation } from 'react-i18next';
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';

interface Day {
  day: string;
  mints: number;
  burns: number;
}

/** Mints and burns of each day; the same as a table for those who cannot see it. */
export default function DaysChart({ days }: { days: Day[] }) {
  const { t, i18n } = useTranslation();
  const short = (day: string) => new Intl.DateTimeFormat(i18n.language, { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(new Date(day));
  return (
    <figure className="chart">
      <div aria-hidden>
        <ResponsiveContainer width="100%" height={230}>
          <BarChart data={days} margin={{ top: 8, right: 0, bottom: 0, left: -18 }} barGap={2} accessibilityLayer={false}>
            <CartesianGrid vertical={false} stroke="var(--line)" />
            <XAxis dataKey="day" tickFormatter={short} tickLine={false} axisLine={false} stroke="var(--muted)" fontSize={12} minTickGap={24} />
            <YAxis allowDecimals={false} tickLine={false} axisLine={false} stroke="var(--muted)" fontSize={12} />
            <Tooltip
              cursor={{ fill: 'var(--sunken)' }}
              contentStyle={{ background: 'var(--raised)', border: '1px solid var(--line)', borderRadius: 12, color: 'var(--ink)' }}
              labelFormatter={(day) => short(String(day))}
            />
            <Bar dataKey="mints" name={t('overview.mints')} fill="var(--chart-a)" radius={[5, 5, 0, 0]} isAnimationActive={false} />
            <Bar dataKey="burns" name={t('overview.burns')} fill="var(--chart-b)" radius={[5, 5, 0, 0]} isAnimationActive={false} />
          </BarChart>
        </ResponsiveContainer>
      </div>
      <figcaption className="legend">
        <span className="key a">{t('overview.mints')}</span>
        <span className="key b">{t('overview.burns')}</span>
      </figcaption>
      <table className="visually-hidden">
        <caption>{t('overview.days')}</caption>
        <thead>
          <tr>
            <th>{t('overview.day')}</th>
            <th>{t('overview.mints')}</th>
            <th>{t('overview.burns')}</th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ day, mints, burns }) => (
            <tr key={day}>
              <td>{day}</td>
              <td>{mints}</td>
              <td>{burns}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
