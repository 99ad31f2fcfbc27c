import { expect, it } from 'vitest';
import { picture, pictureOf } from '../src/trader/art';

const work = { level: 2, name: 'Quant Ape', description: '', imageUri: 'https://ipfs.test/ape', metadataUri: '', images: [{ width: 160, url: 'https://ipfs.test/ape?w=160' }, { width: 480, url: 'https://ipfs.test/ape?w=480' }] };

it('a picture comes in the widths that there are, else whole, else as our own', () => {
  expect(picture([work], 2, '100px')).toEqual({ src: 'https://ipfs.test/ape?w=480', sizes: '100px', srcSet: 'https://ipfs.test/ape?w=160 160w, https://ipfs.test/ape?w=480 480w' });
  expect(picture([{ ...work, images: [] }], 2, '100px')).toEqual({ src: 'https://ipfs.test/ape' });
  expect(picture(null, 2, '100px').srcSet).toMatch(/small\/level-2.* 240w, .*level-2.* 480w/);
  expect(pictureOf(null, 9, 480)).toMatch(/level-1/);
});
