package io.github.stackgan.cli.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stackgan.Location;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LocationOptionsTest {
    private static Location location(String... arguments) {
        LocationOptions options = new LocationOptions();
        new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("location", specOf(options)))
                .parseArgs(arguments);
        return options.location();
    }

    private static CommandLine.Model.CommandSpec specOf(LocationOptions options) {
        return CommandLine.Model.CommandSpec.forAnnotatedObject(options);
    }

    @Test
    void a_box_is_four_fractions() {
        assertThat(location("--box", "0.1,0.2,0.5,0.25")).isEqualTo(new Location.Box(0.1, 0.2, 0.5, 0.25));
        assertThat(location()).isEqualTo(Location.none());
    }

    @Test
    void key_points_have_names_with_spaces_too() {
        assertThat(location("--key-points", "beak=0.7,0.3;left eye=0.6,0.25", "--key-points", "tail=0.1,0.8"))
                .isEqualTo(new Location.KeyPoints(Map.of(
                        "beak", new Location.Point(0.7, 0.3),
                        "left eye", new Location.Point(0.6, 0.25),
                        "tail", new Location.Point(0.1, 0.8))));
    }

    @Test
    void what_makes_no_sense_is_refused_with_an_example() {
        for (String wrong : new String[] {"", "1,2,3", "0.1,0.2,0.5,x", "0.1,0.2,0.5,0.5,0.5", "0.1 0.2 0.5 0.5"}) {
            assertThatThrownBy(() -> location("--box", wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("--box is \"" + wrong + "\"", "LEFT,TOP,WIDTH,HEIGHT");
        }
        for (String wrong : new String[] {"beak", "beak=0.5", "=0.5,0.5", "beak=0.5,0.5,0.5", "beak=a,b"}) {
            assertThatThrownBy(() -> location("--key-points", wrong))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("--key-points is \"" + wrong + "\"", "beak=0.7,0.3");
        }
        assertThatThrownBy(() -> location("--key-points", "beak=0.5,0.5;beak=0.4,0.4"))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> location("--box", "0,0,1,1", "--key-points", "beak=0.5,0.5"))
                .hasMessageContaining("exclude each other");
    }
}
