import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readStaticFiles, staticFile } from './static-files.ts';

function folder(use: (files: ReturnType<typeof readStaticFiles>, path: string) => void): void {
  const parent = mkdtempSync(join(tmpdir(), 'teahouse-'));
  const path = join(parent, 'dist');
  try {
    mkdirSync(join(path, 'assets'), { recursive: true });
    writeFileSync(join(parent, 'secret.txt'), 'secret');
    writeFileSync(join(path, 'index.html'), '<!doctype html>');
    writeFileSync(join(path, 'assets', 'main-B2c_4eF-.js'), 'go()');
    writeFileSync(join(path, 'some-document.txt'), 'text');
    writeFileSync(join(path, 'index.html.br'), 'small');
    writeFileSync(join(path, 'worker.js'), 'keep()');
    symlinkSync(join(parent, 'secret.txt'), join(path, 'link.txt'));
    use(readStaticFiles(path), path);
  } finally {
    rmSync(parent, { recursive: true });
  }
}

test('files are found by their path, with their type', () => {
  folder((files) => {
    assert.equal(staticFile(files, '/index.html')?.type, 'text/html; charset=utf-8');
    assert.equal(staticFile(files, '/assets/main-B2c_4eF-.js')?.type, 'text/javascript; charset=utf-8');
  });
});

test('a path without a file is a place inside the client, a file that is not there is not', () => {
  folder((files) => {
    for (const place of ['/', '/rooms/lobby', '/assets'])
      assert.equal(staticFile(files, place), files.get('/index.html'));
    for (const absent of ['/missing.js', '/favicon.ico']) assert.equal(staticFile(files, absent), undefined);
  });
});

test('[S23] no path leads out of the folder', () => {
  folder((files) => {
    const outside = [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '//secret.txt',
      '/./../secret.txt',
      '/assets/../../secret.txt',
    ];
    for (const path of [...outside, '/link.txt', '/index.html\u0000.txt', '../secret.txt'])
      assert.equal(staticFile(files, path), undefined, path);
  });
});

test('only a file whose name bears its hash is kept for good', () => {
  folder((files) => {
    assert.match(staticFile(files, '/assets/main-B2c_4eF-.js')?.cacheControl ?? '', /immutable/);
    assert.equal(staticFile(files, '/index.html')?.cacheControl, 'no-cache');
    assert.equal(staticFile(files, '/worker.js')?.cacheControl, 'no-cache');
    assert.equal(staticFile(files, '/some-document.txt')?.cacheControl, 'no-cache');
  });
});

test('what the build compressed comes with its file, and is no file by itself', () => {
  folder((files) => {
    assert.equal(Buffer.from(staticFile(files, '/')?.brotli ?? []).toString(), 'small');
    assert.equal(staticFile(files, '/some-document.txt')?.brotli, undefined);
    assert.equal(staticFile(files, '/index.html.br'), undefined);
  });
});

test('a client that was not built is no file', () => {
  assert.equal(readStaticFiles(join(tmpdir(), 'teahouse-nowhere')).size, 0);
});
