{{ config.extra.practice(config.docs_dir ~ "/..", "plans") }}
