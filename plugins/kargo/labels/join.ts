/** A document, and what stands in its place where it cannot be read. */
export interface Part {
  readonly pdf: Uint8Array;
  instead?(): Promise<Uint8Array>;
}
export interface Joined {
  readonly pdf: Uint8Array;
  /** Parts, by their place in the order given, that could not be read. */
  readonly unreadable: readonly number[];
}

/** The pages of all parts in one document, in their order. What reads and writes them is large and is loaded with the first. */
export async function joinPdf(parts: readonly Part[]): Promise<Joined> {
  const { PDFDocument } = await import('@cantoo/pdf-lib');
  const whole = await PDFDocument.create({ updateMetadata: false });
  whole.setTitle('Kargo');
  whole.setProducer('SONTECHSP');
  const unreadable: number[] = [];

  async function add(pdf: Uint8Array): Promise<void> {
    const from = await PDFDocument.load(pdf, { updateMetadata: false, throwOnInvalidObject: true });
    const pages = await whole.copyPages(from, from.getPageIndices());
    if (pages.length === 0) throw new Error('The document has no page');
    for (const page of pages) whole.addPage(page);
  }
  for (const [at, { pdf, instead }] of parts.entries()) {
    try {
      await add(pdf);
    } catch (error) {
      // Ours can be read; a carrier's may be cut short, locked, or something else altogether.
      if (!instead) throw error;
      unreadable.push(at);
      await add(await instead());
    }
  }
  // Object streams save a little, and some drivers of label printers cannot read them.
  return { pdf: await whole.save({ useObjectStreams: false }), unreadable };
}
