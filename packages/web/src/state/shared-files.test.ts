import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attachment, Message } from '@teahouse/protocol/events';
import { isOfThisHouse, isPicture } from './shared-files.ts';

function shared(url: string, type: string): Message {
  return { attachment: { url, type, size: 1 } as Attachment } as Message;
}

test('pictures of this house are shown', () => {
  assert.ok(isPicture(shared('/blobs/abc123', 'image/png')));
  assert.ok(isPicture(shared('/blobs/abc123', 'image/webp')));
});

test('[S3] what is elsewhere is neither fetched nor linked', () => {
  for (const url of ['https://evil.example/x.png', '//evil.example/x', '/blobs/../secret', 'javascript:1']) {
    assert.ok(!isOfThisHouse(url), url);
    assert.ok(!isPicture(shared(url, 'image/png')), url);
  }
});

test('[S23] a picture that is a document is a file like any other', () => {
  assert.ok(!isPicture(shared('/blobs/abc', 'image/svg+xml')));
  assert.ok(!isPicture(shared('/blobs/abc', 'text/html')));
  assert.ok(!isPicture({} as Message));
});
