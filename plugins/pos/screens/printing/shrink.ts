/** Twice as many dots as the widest paper has: what the printer rounds is better worked out from more. */
const MOST = { width: 1152, height: 800 };

/** A picture of a camera or a designer made small enough to be sent, as a PNG. What this browser cannot read goes as it is: the host says what is wrong with it. */
export async function shrink(file: File): Promise<File> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return file;
  const scale = Math.min(1, MOST.width / picture.width, MOST.height / picture.height);
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pen = canvas.getContext('2d')!;
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const made = await new Promise<Blob | null>(done => { canvas.toBlob(done, 'image/png'); });
  return made ? new File([made], file.name, { type: 'image/png' }) : file;
}
