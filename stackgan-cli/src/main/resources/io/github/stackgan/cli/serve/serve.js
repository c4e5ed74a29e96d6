'use strict';
(() => {
  const $ = id => document.getElementById(id);
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const pause = still ? 0 : 700;

  /* The pictures in view: for every step of the way, or the only one, the pictures of all stages. */
  let pictures = [];
  let reveal = 0;

  /* One request at a time: whoever asks meanwhile gets the latest wish, and the server's queue stays short. */
  let drawing = false;
  let again = false;

  function say(text, wrong) {
    $('status').textContent = text;
    $('status').classList.toggle('wrong', Boolean(wrong));
  }

  /* What the model does not know of the sentences, as text, never as HTML. */
  function tell(notes) {
    $('notes').hidden = notes.length === 0;
    $('notes').replaceChildren(...notes.map(note => {
      const line = document.createElement('li');
      line.textContent = note[0].toUpperCase() + note.slice(1);
      return line;
    }));
  }

  /* Sentences go into the page as text, never as HTML. */
  function frames(count) {
    if ($('stages').children.length === count) return;
    $('stages').replaceChildren(...Array.from({length: count}, (_, i) => {
      const figure = document.createElement('figure');
      const caption = document.createElement('figcaption');
      const name = document.createElement('b');
      name.textContent = 'Stage-' + 'I'.repeat(i + 1);
      const size = document.createElement('span');
      size.className = 'quiet';
      const frame = document.createElement('div');
      frame.className = 'frame';
      const img = document.createElement('img');
      img.alt = '';
      frame.append(img);
      img.addEventListener('load', () => { size.textContent = img.naturalWidth + ' \u00d7 ' + img.naturalHeight; });
      const save = document.createElement('a');
      save.textContent = 'Save picture';
      save.download = 'stage-' + (i + 1) + '.png';
      caption.append(name, size);
      figure.append(caption, frame, save);
      return figure;
    }));
  }

  function show(step, upTo) {
    pictures[step].forEach((source, i) => {
      const figure = $('stages').children[i];
      const img = figure.querySelector('img');
      if (i < upTo) {
        img.src = source;
        img.alt = 'Stage-' + 'I'.repeat(i + 1) + ' picture of: ' + sentence(step);
        figure.querySelector('a').href = source;
      }
      figure.classList.toggle('shown', i < upTo);
    });
  }
  const sentence = step => step * 2 < pictures.length ? $('first').textContent : $('second').textContent;

  /* Stage-I first, then each stage after it, in the order in which they were made. One answer brings them all: the pause is for the eye. */
  function unveil(step) {
    clearTimeout(reveal);
    $('stages').classList.remove('still');
    let upTo = 1;
    const next = () => {
      show(step, upTo);
      if (upTo++ < pictures[step].length) reveal = setTimeout(next, pause);
    };
    next();
  }

  async function answerOf(request) {
    let response;
    try {
      response = await fetch('draw', {
        method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(request),
      });
    } catch (e) {
      throw new Error('The server cannot be reached. Is it still running?');
    }
    const answer = await response.json().catch(() => ({error: 'The server answered something else than pictures (' + response.status + ').'}));
    if (answer.error) throw new Error(answer.error);
    return answer;
  }

  async function draw() {
    const text = $('text').value.trim();
    const to = $('more').open ? $('to').value.trim() : '';
    const seed = Number($('seed').value);
    if (!text) return say('Type a sentence first.', true);
    if ($('seed').value === '' || !Number.isSafeInteger(seed)) return say('The seed must be a whole number.', true);
    if (drawing) {
      again = true;
      return;
    }
    drawing = true;
    clearTimeout(reveal);
    say(to ? 'Drawing the way\u2026' : 'Drawing\u2026');
    tell([]);
    $('stages').classList.add('drawing');
    try {
      const answer = await answerOf(to ? {text, to, seed} : {text, seed});
      if (!again) arrived(answer, text, to, seed);
    } catch (e) {
      say(e.message, true);
    }
    $('stages').classList.remove('drawing');
    drawing = false;
    if (again) {
      again = false;
      draw();
    }
  }

  function arrived(answer, text, to, seed) {
    pictures = answer.pictures;
    $('first').textContent = text;
    $('second').textContent = to;
    $('way').hidden = pictures.length < 2;
    $('slider').max = pictures.length - 1;
    $('slider').value = 0;
    $('slider').setAttribute('aria-valuetext', '0% of the way');
    frames(pictures[0].length);
    tell(answer.notes);
    say('Drawn in ' + (answer.milliseconds / 1000).toFixed(answer.milliseconds < 1000 ? 2 : 1) + ' s, seed ' + seed + '.');
    unveil(0);
  }

  $('form').addEventListener('submit', event => {
    event.preventDefault();
    draw();
  });
  $('another').addEventListener('click', () => {
    $('seed').value = Math.floor(Math.random() * 1000000);
    draw();
  });
  $('slider').addEventListener('input', () => {
    clearTimeout(reveal);
    const step = Number($('slider').value);
    $('stages').classList.add('still');
    $('slider').setAttribute('aria-valuetext', Math.round(100 * step / (pictures.length - 1)) + '% of the way');
    show(step, pictures[step].length);
  });
  for (const id of ['text', 'to']) {
    $(id).addEventListener('keydown', event => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        $('form').requestSubmit();
      }
    });
  }
  frames(2);
})();
