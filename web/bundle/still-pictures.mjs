// The pictures of the later chapters for readers without scripts: files of their own, which no other reader's browser asks for.
import { hashedName } from './assets.mjs';
import { stylesOfPicture } from './before-styles.mjs';

async function fileOf(picture, styles) {
  const style = await stylesOfPicture(styles, picture);
  const begin = picture.markup.indexOf('>') + 1;
  const root = picture.markup.slice(0, begin).replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
  return Buffer.from(`${root}<style>${style}</style>${picture.markup.slice(begin)}`);
}

/** { later, files }: the chapters with the names of their pictures, and the files, name -> contents, for assets/. */
export async function stillPictures({ later, pictures, styles }) {
  const files = new Map();
  let filled = later;
  for (const [id, picture] of pictures) {
    const contents = await fileOf(picture, styles);
    const name = hashedName(`${id}.svg`, contents);
    files.set(name, contents);
    filled = filled.replace(`"still:${id}"`, `"assets/${name}"`);
  }
  return { later: filled, files };
}
