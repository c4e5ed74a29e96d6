package io.github.stackgan.datasets.birds.captions;

import io.github.stackgan.datasets.birds.captions.CaptionForm.Use;
import java.util.List;
import java.util.stream.Stream;

/** All forms of captions. Of every kind some are held out: no training caption has their structure. */
final class CaptionForms {
    private static final List<CaptionForm> ALL = Stream.of(
                    PhraseForms.all(), SentenceForms.all(), WholeForms.all(), RequestForms.all())
            .flatMap(List::stream)
            .toList();

    private CaptionForms() {}

    static List<CaptionForm> of(Use use) {
        return ALL.stream().filter(form -> form.use() == use).toList();
    }
}
