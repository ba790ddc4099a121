{{ config.extra.practice_script("wall") }}
