import { useState } from 'react';
import { Button } from '../ui/Button';
import { Icon } from '../ui/Icon';
import './operator.css';

interface Props {
  /** Of the field; the browser remembers what was typed by it. */
  id: string;
  label: string;
  labelHidden?: boolean;
  button: string;
  placeholder?: string;
  autoFocus?: boolean;
  asked: string;
  onSearch: (text: string) => void;
}

/** A field and its button; what is asked is kept by the page, in its address. */
export function SearchBar({ id, label, labelHidden = false, button, placeholder, autoFocus = false, asked, onSearch }: Props) {
  const [text, setText] = useState(asked);
  return (
    <form
      className="searchbar"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(text.trim());
      }}
    >
      <div className="field">
        <label htmlFor={id} className={labelHidden ? 'visually-hidden' : undefined}>
          {label}
        </label>
        <input id={id} type="search" value={text} onChange={(event) => setText(event.target.value)} placeholder={placeholder} autoComplete="off" spellCheck={false} autoFocus={autoFocus} />
      </div>
      <Button type="submit" look="primary">
        <Icon name="search" />
        {button}
      </Button>
    </form>
  );
}
