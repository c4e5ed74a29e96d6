'use strict';
(() => {
  const $ = id => document.getElementById(id);
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const pause = still ? 0 : 700;

  /* The images in view: for every step of the way, or the only one, the images of all stages. */
  let images = [];
  let reveal = 0;

  /* One request at a time: whoever asks meanwhile gets the latest wish, and the server's queue stays short. */
  let generating = false;
  let again = false;

  /* Where to draw, in fractions of the image: only for models that are told [left, top, width, height], or points by their names. */
  let box = null;
  let points = null;

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
      save.textContent = 'Save image';
      save.download = 'stage-' + (i + 1) + '.png';
      caption.append(name, size);
      figure.append(caption, frame, save);
      return figure;
    }));
  }

  function show(step, upTo) {
    images[step].forEach((source, i) => {
      const figure = $('stages').children[i];
      const img = figure.querySelector('img');
      if (i < upTo) {
        img.src = source;
        img.alt = 'Stage-' + 'I'.repeat(i + 1) + ' image of: ' + caption(step);
        figure.querySelector('a').href = source;
      }
      figure.classList.toggle('shown', i < upTo);
    });
  }
  const caption = step => step * 2 < images.length ? $('first').textContent : $('second').textContent;

  /* Stage-I first, then each stage after it, in the order in which they were made. One answer brings them all: the pause is for the eye. */
  function unveil(step) {
    clearTimeout(reveal);
    $('stages').classList.remove('still');
    let upTo = 1;
    const next = () => {
      show(step, upTo);
      if (upTo++ < images[step].length) reveal = setTimeout(next, pause);
    };
    next();
  }

  async function answerOf(request) {
    let response;
    try {
      response = await fetch('generate', {
        method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(request),
      });
    } catch (e) {
      throw new Error('The server cannot be reached. Is it still running?');
    }
    const answer = await response.json().catch(() => ({error: 'The server answered something else than images (' + response.status + ').'}));
    if (answer.error) throw new Error(answer.error);
    return answer;
  }

  async function generate() {
    const text = $('text').value.trim();
    const to = $('more').open ? $('to').value.trim() : '';
    const seed = Number($('seed').value);
    if (!text) return say('Type a text first.', true);
    if ($('seed').value === '' || !Number.isSafeInteger(seed)) return say('The seed must be a whole number.', true);
    if (generating) {
      again = true;
      return;
    }
    generating = true;
    clearTimeout(reveal);
    say(to ? 'Generating the way\u2026' : 'Generating\u2026');
    tell([]);
    $('stages').classList.add('generating');
    try {
      const request = to ? {text, to, seed} : {text, seed};
      if (box) request.box = box;
      if (points) request.keyPoints = points;
      const answer = await answerOf(request);
      if (!again) arrived(answer, text, to, seed);
    } catch (e) {
      /* What was about to be shown is shown; an error is no reason to hide it. */
      if (images.length) show(Number($('slider').value), images[0].length);
      say(e.message, true);
    }
    $('stages').classList.remove('generating');
    generating = false;
    if (again) {
      again = false;
      generate();
    }
  }

  function arrived(answer, text, to, seed) {
    images = answer.images;
    $('first').textContent = text;
    $('second').textContent = to;
    $('way').hidden = images.length < 2;
    $('slider').max = images.length - 1;
    $('slider').value = 0;
    $('slider').setAttribute('aria-valuetext', '0% of the way');
    frames(images[0].length);
    tell(answer.notes);
    say('Generated in ' + (answer.milliseconds / 1000).toFixed(answer.milliseconds < 1000 ? 2 : 1) + ' s, seed ' + seed + '.');
    unveil(0);
  }

  $('form').addEventListener('submit', event => {
    event.preventDefault();
    generate();
  });
  $('another').addEventListener('click', () => {
    $('seed').value = Math.floor(Math.random() * 1000000);
    generate();
  });
  $('slider').addEventListener('input', () => {
    clearTimeout(reveal);
    const step = Number($('slider').value);
    $('stages').classList.add('still');
    $('slider').setAttribute('aria-valuetext', Math.round(100 * step / (images.length - 1)) + '% of the way');
    show(step, images[step].length);
  });
  for (const id of ['text', 'to']) {
    $(id).addEventListener('keydown', event => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        $('form').requestSubmit();
      }
    });
  }

  /* A box is drawn with the pointer, or moved by the arrow keys; it is small enough for the image, and large enough to see. */
  function place(left, top, width, height) {
    const clamp = (x, most) => Math.min(Math.max(x, 0), most);
    width = Math.min(Math.max(width, 0.1), 1);
    height = Math.min(Math.max(height, 0.1), 1);
    const round = x => Math.round(x * 1000) / 1000;
    width = round(width);
    height = round(height);
    /* Rounded apart, edge and size could end beyond the image. */
    box = [Math.min(round(clamp(left, 1 - width)), round(1 - width)), Math.min(round(clamp(top, 1 - height)), round(1 - height)), width, height];
    const style = $('box').style;
    [style.left, style.top, style.width, style.height] = box.map(x => 100 * x + '%');
  }

  /* Hears of the pointer from where it went down to where it is, and of the arrow keys. */
  function offerCanvas(how, dragged, moved) {
    $('where').hidden = false;
    $('more').hidden = true;
    $('how').textContent = how;
    let start = null;
    const at = event => {
      const frame = $('canvas').getBoundingClientRect();
      return [(event.clientX - frame.left) / frame.width, (event.clientY - frame.top) / frame.height];
    };
    $('canvas').addEventListener('pointerdown', event => {
      if (event.button !== 0) return;
      start = at(event);
      $('canvas').setPointerCapture(event.pointerId);
    });
    for (const kind of ['pointermove', 'pointerup']) {
      $('canvas').addEventListener(kind, event => {
        if (!start) return;
        dragged(start, at(event), kind === 'pointerup');
        if (kind === 'pointermove') return;
        start = null;
        generate();
      });
    }
    $('canvas').addEventListener('pointercancel', () => start = null);
    $('canvas').addEventListener('keydown', event => {
      const step = {ArrowLeft: [-0.05, 0], ArrowRight: [0.05, 0], ArrowUp: [0, -0.05], ArrowDown: [0, 0.05]}[event.key];
      if (!step) return;
      event.preventDefault();
      moved(step, event.shiftKey);
      generate();
    });
  }

  function offerBox() {
    place(0.2, 0.2, 0.6, 0.6);
    offerCanvas('drag a box; arrow keys move it, with Shift they resize it',
      (from, to, ended) => {
        if (!ended) place(Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]));
      },
      (step, grow) => place(box[0] + (grow ? 0 : step[0]), box[1] + (grow ? 0 : step[1]), box[2] + (grow ? step[0] : 0), box[3] + (grow ? step[1] : 0)));
  }

  /* A point is put, or moved, where the pointer is; what is not put is not seen. */
  function put(name, at) {
    points[name] = at.map(x => Math.round(1000 * Math.min(Math.max(x, 0), 1)) / 1000);
    let mark = [...$('canvas').children].find(child => child.title === name);
    if (!mark) {
      mark = document.createElement('div');
      mark.className = 'point';
      mark.title = name;
      mark.append(name);
      $('canvas').append(mark);
    }
    [mark.style.left, mark.style.top] = points[name].map(x => 100 * x + '%');
  }

  function offerPoints(names) {
    const part = $('part');
    points = {};
    $('parts').hidden = false;
    $('box').hidden = true;
    part.replaceChildren(...names.map(name => new Option(name)));
    $('away').addEventListener('click', () => {
      delete points[part.value];
      [...$('canvas').children].filter(child => child.title === part.value).forEach(child => child.remove());
      generate();
    });
    offerCanvas('choose a part and put it on the canvas; arrow keys move it',
      (from, to, ended) => {
        put(part.value, to);
        /* The next that is not there yet, so that a bird is made of clicks alone. */
        if (ended) part.value = names.find(name => !points[name]) || part.value;
      },
      step => put(part.value, (points[part.value] || [0.5, 0.5]).map((x, i) => x + step[i])));
  }

  /* Captions of the model's own dataset, to try by a click. */
  function offer(captions) {
    $('examples').hidden = captions.length === 0;
    $('examples').replaceChildren(...captions.map(text => {
      const example = document.createElement('button');
      example.type = 'button';
      example.className = 'example';
      example.textContent = text;
      example.addEventListener('click', () => {
        $('text').value = text;
        $('more').open = false;
        generate();
      });
      return example;
    }));
  }

  /* An image is there when the page opens, in as many frames as the model has stages. */
  async function open() {
    let model;
    try {
      model = await (await fetch('model')).json();
    } catch (e) {
      return say('The server cannot be reached. Is it still running?', true);
    }
    frames(model.sizes.length);
    if (model.location === 'BOX') offerBox();
    if (model.location === 'KEY_POINTS') offerPoints(model.keyPoints);
    if (model.sizes.length > 1) {
      $('about').textContent += ' Stage-II reads the sketch and the text again, and refines.';
    }
    offer(model.captions);
    if (model.captions.length > 0 && $('text').value === $('text').defaultValue) $('text').value = model.captions[0];
    if (images.length === 0) generate();
  }
  open();
})();
